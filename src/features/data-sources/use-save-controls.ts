import { useState } from 'react'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import { q, queryClient } from '../../api/query.ts'
import type { DataSource, ExportEffects } from '../../contract/audience-model.ts'
import type { ExportLabel } from '../../contract/common.ts'
import { effectLines, effectSummary } from '../../domain/export-effects.ts'
import { plural } from '../../lib/format.ts'
import { toast } from '../../ui/toast.ts'
import { conflictIn, effectsIn } from './controls-conflict.ts'
import { refreshControls } from './refresh.ts'

type Saving =
  | { phase: 'idle' }
  | { phase: 'saving' }
  /** It would stop mappings: asked before it is done. */
  | { phase: 'asking'; effects: ExportEffects; isPending: boolean; error: unknown }
  /** Somebody else set other controls meanwhile. */
  | { phase: 'conflict'; theirs: DataSource }
  | { phase: 'failed'; error: unknown }

/** Shows the stored controls at once, wherever the list of sources is on screen. */
function remember(changed: DataSource): void {
  queryClient.setQueryData(
    q('dataSourceList', {}).queryKey,
    (list) =>
      list && {
        items: list.items.map((item) => (item.id === changed.id ? { ...item, ...changed } : item)),
      },
  )
}

async function put(
  { id, revision }: DataSource,
  controls: ExportLabel[],
  confirmed: boolean,
): Promise<DataSource> {
  const changed = await call('dataSourceControlsUpdate', {
    params: { dataSourceId: id },
    body: { controls, confirmed },
    ifMatch: revision,
  })
  remember(changed)
  void refreshControls()
  return changed
}

/** Destinations that a toast names before it counts the others. */
const NAMED = 3

function toldIn(blocks: ExportEffects['blocks']): string {
  const lines = effectLines(blocks.slice(0, NAMED))
  const more = blocks.length - lines.length
  return [...lines, ...(more > 0 ? [`and ${plural(more, 'other destination')}`] : [])].join('; ')
}

/**
 * Sets the earlier controls back. What they would stop may be more than they stopped before: mappings came
 * meanwhile, or were let through by others. So it is told, and done when it is wanted. In a toast, for the
 * page may be gone.
 */
async function undo(changed: DataSource, before: DataSource, confirmed = false): Promise<void> {
  try {
    await put(changed, before.controls, confirmed)
    toast({ tone: 'ok', message: `${before.name} has its earlier controls again` })
  } catch (error) {
    const effects = effectsIn(error)
    if (effects) {
      toast({
        tone: 'bad',
        message: `The controls of ${before.name} are still the new ones: the earlier ones would stop ${effectSummary(effects.blocks)}`,
        detail: toldIn(effects.blocks),
        action: { label: 'Stop them', onAct: () => void undo(changed, before, true) },
      })
      return
    }
    const { title, detail } = describeError(error)
    toast({
      tone: 'bad',
      message: `The controls of ${before.name} are still the new ones`,
      detail: `${title}. ${detail}`,
      ...(conflictIn(error) === null && {
        action: { label: 'Retry', onAct: () => void undo(changed, before, confirmed) },
      }),
    })
  }
}

/**
 * Saving the controls of a data source, with the question before mappings are stopped and the choice
 * when somebody else was faster.
 *
 * @param onSaved called once what was ticked is stored.
 * @param onConflict told what somebody else has stored meanwhile.
 */
export function useSaveControls({
  onSaved,
  onConflict,
}: {
  onSaved: () => void
  onConflict: (theirs: DataSource) => void
}) {
  const [saving, setSaving] = useState<Saving>({ phase: 'idle' })

  async function send(
    source: DataSource,
    controls: ExportLabel[],
    asked: ExportEffects | null,
  ): Promise<void> {
    setSaving(
      asked
        ? { phase: 'asking', effects: asked, isPending: true, error: null }
        : { phase: 'saving' },
    )
    try {
      const changed = await put(source, controls, asked !== null)
      setSaving({ phase: 'idle' })
      onSaved()
      toast({
        tone: 'ok',
        message: `Saved the controls of ${source.name}`,
        action: { label: 'Undo', onAct: () => void undo(changed, source) },
      })
    } catch (error) {
      const theirs = conflictIn(error)
      const effects = effectsIn(error)
      if (theirs) {
        remember(theirs)
        onConflict(theirs)
        setSaving({ phase: 'conflict', theirs })
      } else if (effects) setSaving({ phase: 'asking', effects, isPending: false, error: null })
      else if (asked) setSaving({ phase: 'asking', effects: asked, isPending: false, error })
      else setSaving({ phase: 'failed', error })
    }
  }

  return {
    saving,
    /** @param known what it would stop, when that is known already: then it is asked at once. */
    save: (source: DataSource, controls: ExportLabel[], known: ExportEffects | null): void => {
      if (known && known.blocks.length > 0) {
        setSaving({ phase: 'asking', effects: known, isPending: false, error: null })
      } else void send(source, controls, null)
    },
    confirm: (source: DataSource, controls: ExportLabel[]): void => {
      if (saving.phase === 'asking') void send(source, controls, saving.effects)
    },
    /** Goes back to the controls, which stay as they are ticked. */
    cancel: () => setSaving({ phase: 'idle' }),
  }
}
