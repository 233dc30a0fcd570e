import { describeStore } from '../store-suite.ts'
import { createMemoryStore } from './memory-store.ts'

describeStore(() => createMemoryStore())
