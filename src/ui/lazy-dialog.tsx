import { type ComponentType, lazy, Suspense } from 'react'

/**
 * A dialog whose code comes when it is needed. Call at module scope:
 * `const MapSegments = lazyDialog(() => import('./map-segments.tsx').then((m) => m.MapSegments))`;
 * `<MapSegments.Dialog … />` opens it, and `onPointerEnter={MapSegments.preload}` on the button that
 * leads to it (`onFocus` too) loads the code before it is pressed.
 */
export function lazyDialog<Props extends object>(load: () => Promise<ComponentType<Props>>) {
  let loading: Promise<{ default: ComponentType<Props> }> | undefined

  function loadOnce(): Promise<{ default: ComponentType<Props> }> {
    loading ??= load().then((component) => ({ default: component }))
    // A failed download is tried again the next time.
    loading.catch(() => (loading = undefined))
    return loading
  }

  const Loaded = lazy<ComponentType<Props>>(loadOnce)

  return {
    Dialog: (props: Props) => (
      <Suspense fallback={null}>
        <Loaded {...props} />
      </Suspense>
    ),
    preload: (): void => {
      // A failure is shown when the dialog itself is rendered.
      loadOnce().catch(() => undefined)
    },
  }
}
