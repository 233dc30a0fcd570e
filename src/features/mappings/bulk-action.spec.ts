import { describe, expect, it } from 'vitest'
import { ApiError } from '../../api/api-error.ts'
import { newConfiguration } from '../../domain/destination-types.ts'
import {
  actionOf,
  type Draft,
  emptyDraft,
  refusedFields,
  textFields,
  type Tool,
  toolsOf,
} from './bulk-action.ts'

const TODAY = '2026-11-23'
const asked = (tool: Tool, typed: Partial<Draft>) =>
  actionOf(tool, { ...emptyDraft(TODAY), ...typed })

describe('what the form of a tool asks for', () => {
  it.each<[Tool, Partial<Draft>, object]>([
    ['set', { text: ' nw ' }, { action: 'set', fields: { value: 'nw' } }],
    ['set', { field: 'key', text: 'k' }, { action: 'set', fields: { key: 'k' } }],
    ['dates', { endDate: '2027-01-31' }, { action: 'set', fields: { endDate: '2027-01-31' } }],
    ['dates', { end: 'never' }, { action: 'set', fields: { endDate: null } }],
    [
      'dates',
      { start: 'day', startDate: '2026-12-01', end: 'keep' },
      { action: 'set', fields: { startDate: '2026-12-01' } },
    ],
    [
      'clear',
      { clear: ['value', 'endDate'] },
      { action: 'set', fields: { value: null, endDate: null } },
    ],
    ['shift', { days: '+7' }, { action: 'shift-dates', fields: ['startDate', 'endDate'], days: 7 }],
    [
      'shift',
      { days: '−30', shift: 'endDate' },
      { action: 'shift-dates', fields: ['endDate'], days: -30 },
    ],
    [
      'replace',
      { find: 'a', replace: '', matchCase: false },
      { action: 'find-replace', field: 'value', find: 'a', replace: '', matchCase: false },
    ],
    [
      'template',
      { template: '{id}_{name|slug}' },
      { action: 'template', field: 'value', template: '{id}_{name|slug}' },
    ],
    ['automatic', {}, { action: 'automatic-value' }],
    ['priority', { number: '20' }, { action: 'set', fields: { priority: 20 } }],
    ['priority', { priority: 'people' }, { action: 'priority-by-people' }],
  ])('%s with %j', (tool, typed, action) => {
    expect(asked(tool, typed)).toEqual({ action })
  })

  it.each<[Tool, Partial<Draft>, RegExp]>([
    ['set', { text: ' ' }, /Enter what to set/],
    ['set', { text: 'x'.repeat(256) }, /at most 255/],
    ['dates', {}, /Choose the last day/],
    ['dates', { end: 'keep' }, /a start, an end or both/],
    ['dates', { start: 'day', endDate: '2026-11-22' }, /end is before the start/],
    ['clear', {}, /what to clear/],
    ['shift', { days: 'a week' }, /whole number of days/],
    ['shift', { days: '0' }, /whole number of days/],
    ['replace', {}, /what to find/],
    ['template', {}, /Enter a template/],
    ['priority', { number: '-1' }, /0 to 9999/],
  ])('%s with %j is not enough', (tool, typed, words) => {
    expect(asked(tool, typed)).toEqual({ reason: expect.stringMatching(words) })
  })
})

describe('what the server refused', () => {
  const problem = {
    type: 'https://destinations.example/problems/validation-failed',
    title: 'Some values need a correction',
    status: 422,
    detail: 'Some values break a rule; see the fields.',
    errors: [
      { path: 'do.template', message: '{foo} is not known here.' },
      { path: 'rows.5', message: 'Segment 5 has no code.' },
    ],
  }
  const error = new ApiError('problem', problem.detail, { status: 422, problem })

  it('is told at the field that it is about', () => {
    expect([...refusedFields(error, 'template', emptyDraft(TODAY))]).toEqual([
      ['template', '{foo} is not known here.'],
    ])
  })

  it('is about no field that another form has', () => {
    expect(refusedFields(error, 'shift', emptyDraft(TODAY)).size).toBe(0)
    expect(refusedFields(new Error('no'), 'template', emptyDraft(TODAY)).size).toBe(0)
  })
})

it('a destination is offered the tools and texts that its mappings have', () => {
  const url = { configuration: newConfiguration('url'), autoFill: 'segment-id' } as const
  const cookie = { configuration: newConfiguration('cookie'), autoFill: 'off' } as const
  expect(toolsOf(url)).toContain('automatic')
  expect(toolsOf(url)).not.toContain('priority')
  expect(toolsOf(cookie)).not.toContain('automatic')
  expect(toolsOf(cookie)).toContain('priority')
  expect(textFields(url)).toContain('value')
})
