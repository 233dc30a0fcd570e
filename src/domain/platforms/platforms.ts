/** How often a platform is told: at once, or in batches. */
export type PlatformUpdates = 'real-time' | 'twice-daily' | 'daily' | 'varies'

/** Some facts nobody has published. */
export type Known = 'yes' | 'no' | 'unknown'

/** What is known of a platform that a device-based destination can send to. */
export type Platform = {
  /** Made of the name, for addresses and to keep: `appnexus-yieldex`. */
  id: string
  name: string
  updates: PlatformUpdates
  /** Takes visitors out of segments that they have left. */
  unsegments: Known
  receivesTcfConsent: Known
  /** Leaves out at once all devices of a person who is to be left out. */
  instantSuppression: Known
  /** Takes the advertising ids of phones. */
  mobileIds: Known
}

type Row = readonly [string, PlatformUpdates, Known, Known, Known, Known]

/**
 * domain.md, "Device-Based (S2S) destination": platform facts, as they were published. Name, updates,
 * un-segmentation, TCF consent, instant cross-device suppression, mobile device ids.
 */
const ROWS: readonly Row[] = [
  ['4C Insights', 'daily', 'yes', 'no', 'no', 'yes'],
  ['4info', 'daily', 'no', 'no', 'no', 'yes'],
  ['AcuityAds', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['Adara', 'real-time', 'yes', 'no', 'no', 'no'],
  ['Addictive Mobility', 'daily', 'yes', 'no', 'yes', 'yes'],
  ['Adelphic', 'daily', 'no', 'no', 'no', 'yes'],
  ['AdForm', 'real-time', 'yes', 'no', 'yes', 'yes'],
  ['AdGear', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['Adikteev', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Adroll / NextRoll', 'daily', 'no', 'no', 'no', 'no'],
  ['Adswizz', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Adtheorent', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Affinio', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Aki', 'daily', 'no', 'no', 'no', 'yes'],
  ['Amazon Advertising', 'daily', 'yes', 'no', 'no', 'no'],
  ['AOL AdLearn', 'real-time', 'no', 'no', 'no', 'yes'],
  ['AOL ONE', 'real-time', 'yes', 'no', 'no', 'yes'],
  ['AppNexus', 'real-time', 'yes', 'no', 'yes', 'yes'],
  ['AppNexus Yieldex', 'daily', 'yes', 'no', 'no', 'no'],
  ['Artsai (formerly Adxcel)', 'daily', 'no', 'no', 'no', 'yes'],
  ['Atedra/AdStanding', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['Avocet', 'daily', 'no', 'no', 'no', 'no'],
  ['Bidtellect', 'real-time', 'yes', 'no', 'no', 'no'],
  ['Beeswax', 'daily', 'no', 'no', 'no', 'yes'],
  ['Brandscreen', 'real-time', 'no', 'no', 'no', 'no'],
  ['Brightroll', 'daily', 'no', 'yes', 'no', 'no'],
  ['Button', 'daily', 'yes', 'no', 'no', 'yes'],
  ['C1 Exchange', 'daily', 'yes', 'no', 'no', 'no'],
  ['Celtra', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Centro', 'daily', 'no', 'no', 'no', 'yes'],
  ['ChoiceStream', 'daily', 'no', 'no', 'no', 'no'],
  ['Clearstream.tv', 'real-time', 'yes', 'no', 'no', 'no'],
  ['Collective AMP Platform', 'daily', 'no', 'no', 'no', 'no'],
  ['Criteo', 'real-time', 'no', 'yes', 'no', 'yes'],
  ['Crosswise', 'daily', 'yes', 'no', 'no', 'no'],
  ['D.A.C. AudienceOne', 'daily', 'yes', 'no', 'no', 'no'],
  ['DataXu', 'real-time', 'no', 'no', 'no', 'yes'],
  ['Digilant', 'real-time', 'unknown', 'no', 'no', 'no'],
  ['DistrictM', 'daily', 'yes', 'no', 'no', 'no'],
  ['DoubleVerify', 'daily', 'yes', 'no', 'no', 'no'],
  ['Drawbridge', 'real-time', 'no', 'no', 'no', 'yes'],
  ['Dstillery (FKA Media6)', 'real-time', 'yes', 'no', 'no', 'yes'],
  ['Dunnhumby', 'daily', 'no', 'no', 'no', 'no'],
  ['easyfundraising', 'daily', 'no', 'no', 'no', 'yes'],
  ['Epsilon Conversant', 'real-time', 'no', 'no', 'no', 'no'],
  ['Exponential', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['Eyereturn Marketing', 'daily', 'yes', 'no', 'no', 'no'],
  ['EyeView Digital', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Fiksu', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Flashtalking', 'daily', 'no', 'no', 'no', 'no'],
  ['Flybits', 'real-time', 'yes', 'no', 'yes', 'yes'],
  ['FreakOut', 'daily', 'yes', 'no', 'no', 'no'],
  ['Freewheel', 'daily', 'yes', 'yes', 'no', 'yes'],
  ['Gamut Media', 'real-time', 'unknown', 'no', 'no', 'unknown'],
  ['Google AdsWords Display', 'real-time', 'yes', 'yes', 'no', 'yes'],
  ['Google DoubleClick Bid Manager (DBM)', 'real-time', 'yes', 'yes', 'yes', 'yes'],
  ['Google DoubleClick Campaign Manager (DCM fka DFA)', 'real-time', 'yes', 'yes', 'yes', 'yes'],
  ['Google DoubleClick for Publishers (DFP, DFPP)', 'real-time', 'yes', 'yes', 'yes', 'yes'],
  ['GumGum', 'daily', 'yes', 'no', 'no', 'no'],
  ['Index Exchange (formerly Casale Media)', 'daily', 'yes', 'no', 'no', 'no'],
  ['Infectious Media', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['inMobi', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Innovid', 'daily', 'yes', 'no', 'no', 'no'],
  ['iPinYou', 'daily', 'no', 'no', 'no', 'no'],
  ['Jampp', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Jivox', 'real-time', 'no', 'no', 'no', 'no'],
  ['Juice Mobile', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Krux', 'daily', 'no', 'no', 'no', 'yes'],
  ['Liftoff.io', 'daily', 'yes', 'no', 'no', 'yes'],
  ['LiveIntent', 'daily', 'yes', 'no', 'no', 'no'],
  ['LiveRail', 'daily', 'unknown', 'no', 'no', 'unknown'],
  ['Logicad', 'daily', 'no', 'no', 'no', 'no'],
  ['Lotame', 'daily', 'yes', 'no', 'no', 'yes'],
  ['MaxPoint Interactive', 'daily', 'no', 'no', 'no', 'no'],
  ['MediaMath', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Microsoft Bing Ads', 'real-time', 'yes', 'yes', 'yes', 'no'],
  ['Millennial Media', 'daily', 'no', 'no', 'no', 'yes'],
  ['mPlatform China', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Narrative I/O', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Native Touch', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Nativo', 'twice-daily', 'yes', 'no', 'no', 'no'],
  ['Mail.ru', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Mobile Professionals', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Netmining', 'real-time', 'no', 'no', 'no', 'no'],
  ['Neustar', 'daily', 'yes', 'no', 'no', 'no'],
  ['OnAd', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['OneSpot', 'real-time', 'yes', 'no', 'no', 'yes'],
  ['OpenX', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Opera Mediaworks', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Outbrain', 'daily', 'yes', 'no', 'no', 'no'],
  ['OwnerIQ', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['Platform 161', 'daily', 'yes', 'no', 'no', 'yes'],
  ['PocketMath', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Powerlinks', 'daily', 'yes', 'no', 'no', 'no'],
  ['Pubmatic', 'real-time', 'no', 'no', 'no', 'no'],
  ['Pulsepoint', 'daily', 'yes', 'no', 'no', 'no'],
  ['PushSpring', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Quantcast', 'real-time', 'yes', 'no', 'no', 'no'],
  ['RhythmOne / RadiumOne', 'real-time', 'yes', 'no', 'no', 'yes'],
  ['Remerge', 'real-time', 'yes', 'no', 'yes', 'yes'],
  ['Resonate', 'daily', 'yes', 'no', 'no', 'no'],
  ['RevJet', 'daily', 'no', 'no', 'no', 'no'],
  ['RocketFuel', 'real-time', 'yes', 'no', 'yes', 'yes'],
  ['Rubicon', 'real-time', 'yes', 'yes', 'no', 'unknown'],
  ['RUN', 'daily', 'yes', 'no', 'no', 'no'],
  ['RTB House', 'real-time', 'yes', 'no', 'yes', 'yes'],
  ['Sabio Mobile', 'daily', 'no', 'no', 'no', 'yes'],
  ['Simpli.fi', 'daily', 'no', 'no', 'no', 'yes'],
  ['Sizmek ad server (Amazon)', 'real-time', 'yes', 'no', 'no', 'unknown'],
  ['Slickdeals', 'real-time', 'yes', 'no', 'no', 'yes'],
  ['Smart Adserver', 'real-time', 'yes', 'no', 'yes', 'yes'],
  ['So-net Media Networks Logicad', 'daily', 'yes', 'no', 'no', 'unknown'],
  ['Sonobi', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['SpecificMedia', 'real-time', 'no', 'no', 'no', 'no'],
  ['SpongeCell', 'real-time', 'yes', 'no', 'yes', 'yes'],
  ['SpotX', 'daily', 'no', 'yes', 'no', 'yes'],
  ['Stroer', 'daily', 'yes', 'no', 'no', 'no'],
  ['SundaySky', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['StartApp', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Supership/ScaleOut', 'daily', 'yes', 'no', 'no', 'no'],
  ['Survata', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Taboola', 'daily', 'no', 'yes', 'no', 'no'],
  ['Tapad', 'real-time', 'no', 'no', 'no', 'yes'],
  ['Telaria', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Telogical Systems', 'real-time', 'yes', 'no', 'no', 'no'],
  ['The Trade Desk', 'real-time', 'yes', 'yes', 'yes', 'yes'],
  ['Thnk Realtime', 'real-time', 'unknown', 'no', 'no', 'unknown'],
  ['Tremor Video', 'daily', 'yes', 'no', 'no', 'no'],
  ['Triple Lift', 'real-time', 'no', 'yes', 'no', 'no'],
  ['TrueX', 'real-time', 'yes', 'no', 'no', 'yes'],
  ['TubeMogul', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['Turn / Amobee', 'real-time', 'no', 'no', 'no', 'yes'],
  ['Twenga', 'real-time', 'yes', 'no', 'no', 'no'],
  ['Twitter Custom Audiences', 'real-time', 'yes', 'no', 'yes', 'no'],
  ['Undertone', 'daily', 'no', 'no', 'no', 'no'],
  ['Verve', 'daily', 'yes', 'no', 'no', 'yes'],
  ['VideoAmp', 'real-time', 'no', 'no', 'no', 'no'],
  ['Videology', 'daily', 'no', 'no', 'no', 'no'],
  ['VisualIQ', 'daily', 'yes', 'no', 'no', 'no'],
  ['Wikibuy', 'real-time', 'yes', 'no', 'no', 'yes'],
  ['X+1', 'daily', 'unknown', 'no', 'no', 'unknown'],
  ['Xaxis', 'daily', 'yes', 'no', 'no', 'no'],
  ['Yahoo DataX', 'real-time', 'yes', 'yes', 'yes', 'yes'],
  ['Yahoo! Japan', 'real-time', 'no', 'no', 'no', 'no'],
  ['Yandex', 'daily', 'yes', 'no', 'no', 'yes'],
  ['Yieldex', 'varies', 'yes', 'no', 'no', 'no'],
  ['YieldMo', 'daily', 'no', 'no', 'no', 'no'],
  ['Yume', 'daily', 'no', 'no', 'no', 'no'],
  ['Zeta / Sizmek DSP / RocketFuel', 'real-time', 'yes', 'no', 'yes', 'yes'],
]

/** All platforms, in the order in which they were published: by name, roughly. */
export const PLATFORMS: readonly Platform[] = ROWS.map(
  ([name, updates, unsegments, receivesTcfConsent, instantSuppression, mobileIds]) => ({
    id: name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, ''),
    name,
    updates,
    unsegments,
    receivesTcfConsent,
    instantSuppression,
    mobileIds,
  }),
)

/** A platform that is told at once gets messages; all others get files. */
export function deliveryOf({ updates }: Pick<Platform, 'updates'>): 'real-time' | 'batch' {
  return updates === 'real-time' ? 'real-time' : 'batch'
}
