import type { ExportLabel } from '../contract/common.ts'

/** domain.md, "Data export controls": the labels, and the control that each one meets. */
export const EXPORT_LABEL_NAMES: Record<
  ExportLabel,
  { short: string; label: string; blocks: string }
> = {
  pii: {
    short: 'Personally identifiable information',
    label: 'This destination may enable a combination with personally identifiable information',
    blocks: 'data that cannot be tied to personally identifiable information',
  },
  'on-site-ads': {
    short: 'On-site ad targeting',
    label: 'This destination may be used for on-site ad targeting',
    blocks: 'data that cannot be used for on-site ad targeting',
  },
  'off-site-ads': {
    short: 'Off-site ad targeting',
    label: 'This destination may be used for off-site ad targeting',
    blocks: 'data that cannot be used for off-site ad targeting',
  },
  'on-site-personalization': {
    short: 'On-site ad personalization',
    label: 'This destination may be used for on-site ad personalization',
    blocks: 'data that cannot be used for on-site personalization',
  },
}
