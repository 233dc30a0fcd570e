import { useMutation } from '@tanstack/react-query'
import { ChevronDown, ChevronRight } from 'lucide-react'
import { useId, useState } from 'react'
import { describeError } from '../../api/api-error.ts'
import { call } from '../../api/client.ts'
import type { Destination } from '../../contract/destination/destination.ts'
import type { MappingRule } from '../../contract/mapping-rule.ts'
import { formatRuleFolder } from '../../domain/rule-folder.ts'
import { formatMoment, formatNumber, plural } from '../../lib/format.ts'
import { refreshMappings } from '../../parts/refresh-mappings.ts'
import { paths } from '../../paths.ts'
import { Button } from '../../ui/button.tsx'
import { lazyDialog } from '../../ui/lazy-dialog.tsx'
import { TextLink } from '../../ui/text-link.tsx'
import { toast } from '../../ui/toast.ts'
import { Exclusions } from './exclusions.tsx'
import { leftOutWords } from './rule-words.ts'

const ConfirmDialog = lazyDialog(() =>
  import('../../ui/confirm-dialog.tsx').then((module) => module.ConfirmDialog),
)

/** One rule: what it has mapped, what it leaves out and why, and the way to end it. */
export function RuleItem({
  destination,
  rule,
  onRemoved,
}: {
  destination: Destination
  rule: MappingRule
  /** The rule is gone, and with it what had the focus. */
  onRemoved: () => void
}) {
  const [isOpen, setIsOpen] = useState(false)
  const [isAsking, setIsAsking] = useState(false)
  const listId = useId()
  const name = formatRuleFolder(rule.folder)
  const left = leftOutWords(rule)
  const remove = useMutation({
    mutationFn: () =>
      call('mappingRuleDelete', { params: { destinationId: destination.id, ruleId: rule.id } }),
    onSuccess: async () => {
      toast({ tone: 'ok', message: `Rule removed for ${name}`, detail: keptWords(rule) })
      // A dialog that is open keeps the focus from what is behind it.
      setIsAsking(false)
      await refreshMappings()
      onRemoved()
    },
  })

  return (
    <li className="border-t border-line px-5 py-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <div className="min-w-0 grow basis-64">
          <h3 className="font-bold [overflow-wrap:anywhere]">{name}</h3>
          <p className="mt-0.5 text-ink-2">
            <TextLink to={paths.mappedIn(destination.id, rule.folder)}>
              {formatNumber(rule.mapped)} of {plural(rule.matching, 'segment')} mapped
            </TextLink>
          </p>
          <p className="text-sm text-ink-3">Added {formatMoment(rule.createdAt)}</p>
        </div>
        <Button
          size="small"
          aria-label={`Remove the rule for ${name}`}
          disabledReason={
            destination.status === 'deleted'
              ? 'The destination is in the trash. Restore it first.'
              : undefined
          }
          onPointerEnter={ConfirmDialog.preload}
          onFocus={ConfirmDialog.preload}
          onClick={() => setIsAsking(true)}
        >
          Remove
        </Button>
      </div>
      {left.length > 0 && (
        <div className="mt-2">
          <Button
            size="small"
            variant="ghost"
            className="-ms-2.5"
            aria-expanded={isOpen}
            aria-controls={listId}
            onClick={() => setIsOpen(!isOpen)}
          >
            {isOpen ? (
              <ChevronDown aria-hidden="true" className="size-4" />
            ) : (
              <ChevronRight aria-hidden="true" className="size-4" />
            )}
            {formatNumber(rule.matching - rule.mapped)} not mapped
            <span className="sr-only"> in {name}</span>
          </Button>
          {!isOpen && (
            <p className="text-sm text-ink-2">{left.map(({ words }) => words).join(', ')}</p>
          )}
          <div id={listId} className="empty:hidden">
            {isOpen && <Exclusions destinationId={destination.id} rule={rule} />}
          </div>
        </div>
      )}
      {isAsking && (
        <ConfirmDialog.Dialog
          title={`Remove the rule for ${name}?`}
          affected={[]}
          confirmLabel="Remove rule"
          tone="danger"
          isPending={remove.isPending}
          submitError={remove.isError ? failureWords(remove.error) : null}
          onConfirm={() => remove.mutate()}
          onClose={() => setIsAsking(false)}
        >
          {keptWords(rule)} Segments that come into the folder later are not mapped by it any more.
        </ConfirmDialog.Dialog>
      )}
    </li>
  )
}

function keptWords({ mapped }: MappingRule): string {
  if (mapped === 0) return 'No segment of the folder is mapped.'
  return `What is mapped of the folder, ${plural(mapped, 'segment')}, stays mapped.`
}

function failureWords(error: Error): string {
  const { title, detail } = describeError(error)
  return `Not removed: ${title}. ${detail}`
}
