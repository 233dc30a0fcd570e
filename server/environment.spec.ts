import { expect, it } from 'vitest'
import { DEFAULT_LIMITS } from '../src/domain/limits.ts'
import { EnvironmentError, readEnvironment } from './environment.ts'

it('needs nothing to be set', () => {
  expect(readEnvironment({ PATH: '/usr/bin', DATABASE_URL: '' })).toEqual({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: './data',
    LOG_LEVEL: 'info',
    limits: DEFAULT_LIMITS,
  })
})

it('takes what is set', () => {
  const DATABASE_URL = 'postgres://me@localhost/builder'
  expect(readEnvironment({ PORT: '8080', HOST: '::1', DATABASE_URL, LOG_LEVEL: 'warn' })).toEqual({
    PORT: 8080,
    HOST: '::1',
    DATA_DIR: './data',
    DATABASE_URL,
    LOG_LEVEL: 'warn',
    limits: DEFAULT_LIMITS,
  })
})

it('takes account limits, each by its name', () => {
  const { limits } = readEnvironment({
    LIMIT_SEGMENTS: '100000',
    LIMIT_COOKIE_DESTINATIONS: '5',
    LIMIT_MAPPINGS: '12',
  })
  expect(limits).toEqual({
    ...DEFAULT_LIMITS,
    segments: 100_000,
    'cookie-destinations': 5,
    mappings: 12,
  })
})

it.each([
  [{ PORT: 'http' }, 'PORT must be a number.'],
  [{ PORT: '65536' }, 'PORT must be 0 (any free port) to 65535.'],
  [{ HOST: '0.0.0.0' }, 'there is no sign-in yet'],
  [{ HOST: '127.0.0.1.example.com' }, 'HOST must be localhost'],
  [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL must be an address such as postgres://'],
  [{ DATABASE_URL: 'localhost' }, 'DATABASE_URL must be an address such as postgres://'],
  [{ LIMIT_SEGMENTS: 'many' }, 'LIMIT_SEGMENTS must be a number.'],
  [{ LIMIT_SEGMENTS: '0' }, 'LIMIT_SEGMENTS must be 1 or more.'],
  [{ LIMIT_MAPPINGS: '1.5' }, 'LIMIT_MAPPINGS must be a whole number.'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal'],
])('refuses %j in plain words', (variables, words) => {
  expect(() => readEnvironment(variables)).toThrow(EnvironmentError)
  expect(() => readEnvironment(variables)).toThrow(words)
})

it('names everything that is wrong at once', () => {
  expect(() => readEnvironment({ PORT: '-1', LOG_LEVEL: 'x' })).toThrow(/^PORT .*\nLOG_LEVEL /)
})
