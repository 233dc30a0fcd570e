import { expect, it } from 'vitest'
import { aDestination } from '../../domain/test-destination.ts'
import type { PreviewInput, PreviewResult } from './previewer.ts'
import { visitorIn } from './typical-visitor.ts'
import { createWorkerPreviews, type StartWorker } from './worker-previews.ts'

function inputAt(now: number): PreviewInput {
  return {
    destination: aDestination(),
    visitor: visitorIn([1]),
    page: { protocol: 'https', host: 'www.acme.example', environment: 'BROWSER' },
    now,
    seed: 1,
  }
}

const RESULT: PreviewResult = {
  calls: { count: 0, first: [] },
  cookie: null,
  notSent: [],
  mapped: 1,
}

/** Workers that answer when they are told to. */
function someWorkers() {
  const workers: { asked: number[]; answer: () => void; fail: () => void; isOver: boolean }[] = []
  const start: StartWorker = (onAnswer, onFailure) => {
    const worker = {
      asked: [] as number[],
      answer: () => onAnswer({ result: RESULT }),
      fail: onFailure,
      isOver: false,
    }
    workers.push(worker)
    return {
      send: (message) => 'input' in message && worker.asked.push(message.input.now),
      end: () => {
        worker.isOver = true
      },
    }
  }
  return { workers, start }
}

it('asks one question at a time, and of those that wait only the last', () => {
  const { workers, start } = someWorkers()
  const previews = createWorkerPreviews([], start, () => undefined)
  let told = 0
  previews.subscribe(() => {
    told += 1
  })
  expect(previews.latest()).toBeNull()
  for (const now of [1, 2, 3]) previews.ask(inputAt(now))
  expect(workers[0]?.asked).toEqual([1])
  workers[0]?.answer()
  expect(previews.latest()?.input.now).toBe(1)
  expect(workers[0]?.asked).toEqual([1, 3])
  workers[0]?.answer()
  expect(previews.latest()?.input.now).toBe(3)
  expect(told).toBe(2)
})

it('starts another worker after it was closed, and tells when one breaks', () => {
  const { workers, start } = someWorkers()
  let failures = 0
  const previews = createWorkerPreviews([], start, () => {
    failures += 1
  })
  previews.ask(inputAt(1))
  previews.close()
  previews.ask(inputAt(2))
  expect(workers.map(({ asked, isOver }) => [asked, isOver])).toEqual([
    [[1], true],
    [[2], false],
  ])
  workers[1]?.fail()
  expect(failures).toBe(1)
})
