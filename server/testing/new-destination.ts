import type { NewDestination } from '../store/store.ts'

const AT = '2026-11-23T10:00:00.000Z'

/** A draft of a serialized URL destination as stores take it, for specs. */
export function aNewDestination(given: Partial<NewDestination> = {}): NewDestination {
  return {
    name: 'Fare alerts',
    description: '',
    environment: 'ALL',
    autoFill: 'off',
    exportLabels: null,
    configuration: {
      type: 'url',
      serialized: true,
      baseUrl: null,
      secureUrl: null,
      delimiter: ',',
      calledAs: 'img',
    },
    revision: 1,
    status: 'draft',
    statusBeforeDelete: null,
    createdAt: AT,
    updatedAt: AT,
    activatedAt: null,
    deletedAt: null,
    ...given,
  }
}
