import type { DataSourceKind } from '../contract/audience-model.ts'
import type { ExportLabel } from '../contract/common.ts'

type ControlWords = {
  /** Where there is little room: a chip. */
  short: string
  /** What a data source or merge rule that carries it "cannot" do. */
  control: string
  /** What a destination with the label that it blocks "may" do. */
  label: string
}

/** domain.md, "Data export controls": each control, named by the label that it blocks, in words. */
export const CONTROL_WORDS: Record<ExportLabel, ControlWords> = {
  pii: {
    short: 'No PII',
    control: 'cannot be tied to personally identifiable information (PII)',
    label: 'may enable a combination with PII',
  },
  'on-site-ads': {
    short: 'No on-site ads',
    control: 'cannot be used for on-site ad targeting',
    label: 'may be used for on-site ad targeting',
  },
  'off-site-ads': {
    short: 'No off-site ads',
    control: 'cannot be used for off-site ad targeting',
    label: 'may be used for off-site ad targeting',
  },
  'on-site-personalization': {
    short: 'No on-site personalization',
    control: 'cannot be used for on-site personalization',
    label: 'may be used for on-site ad personalization',
  },
}

export const DATA_SOURCE_KIND_NAMES: Record<DataSourceKind, string> = {
  'first-party': 'First-party',
  'second-party': 'Second-party',
  'third-party': 'Third-party',
}
