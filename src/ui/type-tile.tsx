import { cx } from './class-names.ts'

export type TileType = 'analytics' | 'people' | 'device' | 'url' | 'cookie'

const TILES: Record<TileType, { letter: string; colour: string }> = {
  analytics: { letter: 'A', colour: 'bg-type-analytics' },
  people: { letter: 'P', colour: 'bg-type-people' },
  device: { letter: 'D', colour: 'bg-type-device' },
  url: { letter: 'U', colour: 'bg-type-url' },
  cookie: { letter: 'C', colour: 'bg-type-cookie' },
}

/** The mark of a destination type; decorative, the type stands in words nearby. */
export function TypeTile({ type, isLarge = false }: { type: TileType; isLarge?: boolean }) {
  const { letter, colour } = TILES[type]
  return (
    <span
      aria-hidden="true"
      className={cx(
        'inline-grid flex-none place-items-center font-bold text-on-accent forced-colors:border',
        isLarge ? 'size-9 rounded-control text-md' : 'size-6.5 rounded-[7px] text-[0.75rem]',
        colour,
      )}
    >
      {letter}
    </span>
  )
}
