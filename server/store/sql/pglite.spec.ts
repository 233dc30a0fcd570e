import { describeStore } from '../store-suite.ts'
import { openPglite } from './pglite.ts'

describeStore(() => openPglite(null))
