import type { z } from 'zod/mini'
import type {
  DestinationConfiguration,
  DestinationType,
} from '../contract/destination/destination.ts'
import type { FieldProblem } from '../contract/problem.ts'
import { CookieConfigurationRules } from './cookie-configuration.ts'
import { UrlConfigurationRules } from './url-configuration.ts'

/**
 * The rules of each type. A screen imports its own type's file instead: this table brings the rules
 * of all, and with them the public suffix list.
 */
const CONFIGURATION_RULES: Record<DestinationType, z.ZodMiniType> = {
  url: UrlConfigurationRules,
  cookie: CookieConfigurationRules,
}

/** What is wrong with a configuration, by field; paths start at the configuration. */
export function checkConfiguration(configuration: DestinationConfiguration): FieldProblem[] {
  const result = CONFIGURATION_RULES[configuration.type].safeParse(configuration)
  if (result.success) return []
  return result.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    message: issue.message,
  }))
}
