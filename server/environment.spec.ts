import { expect, it } from 'vitest'
import { EnvironmentError, readEnvironment } from './environment.ts'

it('needs nothing to be set', () => {
  expect(readEnvironment({ PATH: '/usr/bin', DATABASE_URL: '' })).toEqual({
    PORT: 3000,
    HOST: '127.0.0.1',
    DATA_DIR: './data',
    LOG_LEVEL: 'info',
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
  })
})

it.each([
  [{ PORT: 'http' }, 'PORT must be a number.'],
  [{ PORT: '65536' }, 'PORT must be 0 (any free port) to 65535.'],
  [{ HOST: '0.0.0.0' }, 'there is no sign-in yet'],
  [{ HOST: '127.0.0.1.example.com' }, 'HOST must be localhost'],
  [{ DATABASE_URL: 'mysql://localhost/x' }, 'DATABASE_URL must be an address such as postgres://'],
  [{ DATABASE_URL: 'localhost' }, 'DATABASE_URL must be an address such as postgres://'],
  [{ LOG_LEVEL: 'loud' }, 'LOG_LEVEL must be fatal'],
])('refuses %j in plain words', (variables, words) => {
  expect(() => readEnvironment(variables)).toThrow(EnvironmentError)
  expect(() => readEnvironment(variables)).toThrow(words)
})

it('names everything that is wrong at once', () => {
  expect(() => readEnvironment({ PORT: '-1', LOG_LEVEL: 'x' })).toThrow(/^PORT .*\nLOG_LEVEL /)
})
