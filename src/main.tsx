import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { RouterProvider } from 'react-router/dom'
import { queryClient } from './api/query.ts'
import { setDemoControl } from './features/shell/demo-slot.ts'
import { createRouter } from './routes.tsx'
import './styles.css'

async function start(container: HTMLElement): Promise<void> {
  if (import.meta.env.MODE === 'demo') {
    const { startDemo } = await import('./mocks/start.ts')
    const { DemoControl } = await import('./mocks/demo-control.tsx')
    setDemoControl(<DemoControl />)
    await startDemo()
  }
  createRoot(container).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={createRouter()} />
      </QueryClientProvider>
    </StrictMode>,
  )
}

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no #root')
void start(container)
