import type { PageContext } from '../../domain/delivery/types.ts'

export const ENVIRONMENT_NAMES: Record<PageContext['environment'], string> = {
  BROWSER: 'Browser',
  ANDROID: 'Android app',
  IOS: 'iOS app',
}
