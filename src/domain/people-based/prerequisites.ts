/** domain.md, "People-Based destination": the platforms that take hashed addresses. */
export const PEOPLE_BASED_PLATFORMS = ['facebook', 'linkedin', 'google-customer-match'] as const
export type PeopleBasedPlatform = (typeof PEOPLE_BASED_PLATFORMS)[number]

export const PEOPLE_BASED_PLATFORM_NAME: Record<PeopleBasedPlatform, string> = {
  facebook: 'Facebook',
  linkedin: 'LinkedIn',
  'google-customer-match': 'Google Customer Match',
}

/** What must be done on a platform before it takes addresses; somebody confirms that it is. */
export type Prerequisite = {
  /** Stable: confirmations are kept by it. */
  id: string
  what: string
  who: string
  where: string
}

/** domain.md, "People-Based destination": prerequisites to confirm, in the order in which they are met. */
export const PREREQUISITES: Record<PeopleBasedPlatform, readonly Prerequisite[]> = {
  facebook: [
    {
      id: 'facebook-campaign-permission',
      what: 'The person who links the account may manage campaigns on the ad account.',
      who: 'An administrator of your Facebook business account',
      where: 'Business settings, under Ad accounts, People: the permission Manage campaigns',
    },
    {
      id: 'facebook-partner-business',
      what: 'The partner business is added to the ad account, and may manage campaigns there too.',
      who: 'An administrator of your Facebook business account',
      where: 'Business settings, under Partners: add a partner by its business ID',
    },
    {
      id: 'facebook-audience-terms',
      what: 'The terms of custom audiences are signed for the ad account.',
      who: 'A person who may sign for your company and has access to the ad account',
      where: 'Ads Manager, under Audiences: the page of the terms of custom audiences',
    },
  ],
  linkedin: [
    {
      id: 'linkedin-creative-manager',
      what: 'The person who links the account is a Creative Manager of it, or higher.',
      who: 'An account manager of your LinkedIn ad account',
      where: 'Campaign Manager, in the account’s settings, under Manage access',
    },
  ],
  'google-customer-match': [
    {
      id: 'google-standard-access',
      what: 'The person who links the account has Standard access to it, or higher.',
      who: 'An administrator of your Google Ads account',
      where: 'Google Ads, under Admin, Access and security',
    },
    {
      id: 'google-policy',
      what: 'The policy of Customer Match is accepted, and the account complies with it.',
      who: 'A person who may sign for your company and has access to the account',
      where: 'Google Ads, under Audience manager, when a customer list is added',
    },
  ],
}

/**
 * What is still to be confirmed for a platform, in order; empty: all is.
 *
 * @param confirmed ids of prerequisites; those of other platforms do not count.
 */
export function openPrerequisites(
  platform: PeopleBasedPlatform,
  confirmed: readonly string[],
): Prerequisite[] {
  return PREREQUISITES[platform].filter(({ id }) => !confirmed.includes(id))
}
