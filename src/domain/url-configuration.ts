import * as z from 'zod/mini'
import { UrlConfiguration } from '../contract/destination/url.ts'
import { checkDelimiter, checkUrlTemplate } from './delivery/url-template.ts'

/**
 * Every rule of a URL destination's configuration; what is not given yet breaks none, and the
 * addresses of a destination that is not serialized are not used.
 */
export const UrlConfigurationRules = UrlConfiguration.check(
  z.superRefine((configuration, ctx) => {
    if (!configuration.serialized) return
    for (const [field, scheme] of [
      ['secureUrl', 'https'],
      ['baseUrl', 'http'],
    ] as const) {
      const template = configuration[field]
      if (template === null) continue
      const [problem] = checkUrlTemplate(template, { scheme, requireAlias: true })
      if (problem) ctx.addIssue({ code: 'custom', path: [field], message: problem.message })
    }
    const { delimiter } = configuration
    const message = delimiter === null ? null : checkDelimiter(delimiter)
    if (message !== null) ctx.addIssue({ code: 'custom', path: ['delimiter'], message })
  }),
)
