import { test } from '../fixtures.ts'
import { liftControl } from '../blocked-journey.ts'

test('a control is found, lifted, and what it kept back arrives, without a server', async ({
  page,
}) => {
  test.setTimeout(120_000)
  await liftControl(page, (path) => `#${path}`, 'api')
})
