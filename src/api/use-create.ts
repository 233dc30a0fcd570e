import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import type { EndpointName, Endpoints } from '../contract/endpoints.ts'
import { call, type CallInput, type CallOutput } from './client.ts'
import { createIdempotency } from './idempotency.ts'

type CreatingName = {
  [N in EndpointName]: Endpoints[N] extends { idempotent: true } ? N : never
}[EndpointName]

/** A mutation for an endpoint that creates; a retry of the same input never creates it twice. */
export function useCreate<N extends CreatingName>(
  name: N,
  options: { onSuccess?: (output: CallOutput<N>) => Promise<void> | void } = {},
) {
  const [idempotency] = useState(() => createIdempotency())
  return useMutation({
    mutationFn: (input: Omit<CallInput<N>, 'idempotencyKey'>) =>
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- Omit and the key together are CallInput<N>
      call(name, { ...input, idempotencyKey: idempotency.keyFor(input) } as CallInput<N>),
    onSuccess: (output) => {
      idempotency.done()
      return options.onSuccess?.(output)
    },
  })
}
