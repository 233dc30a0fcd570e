import { expect, it } from 'vitest'
import { conflictingFields } from './conflicting-fields.ts'

it('only fields that differ are to be chosen, in the form’s order and words', () => {
  const labels = { name: 'Name', labels: 'Labels', on: 'Serialized' }
  expect(
    conflictingFields(
      { name: 'Mine', labels: ['pii', 'a.example'], on: true },
      { name: '', labels: [] as string[], on: true },
      labels,
    ),
  ).toEqual([
    { name: 'name', label: 'Name', mine: 'Mine', theirs: 'nothing' },
    {
      name: 'labels',
      label: 'Labels',
      mine: 'Personally identifiable information, a.example',
      theirs: 'none',
    },
  ])
})
