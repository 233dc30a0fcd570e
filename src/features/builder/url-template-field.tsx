import type { ReactNode, Ref } from 'react'
import type { ControllerRenderProps, FieldValues, Path } from 'react-hook-form'
import { findMacroProblems, parseTemplate } from '../../domain/delivery/macros.ts'
import { checkUrlTemplate } from '../../domain/delivery/url-template.ts'
import {
  TemplateField,
  type TemplateFieldHandle,
  type TemplateRange,
} from '../../ui/template-field.tsx'
import { TextButton } from '../../ui/text-button.tsx'

type UrlTemplateFieldProps<V extends FieldValues> = {
  field: ControllerRenderProps<V, Path<V>>
  label: string
  scheme: 'http' | 'https'
  requireAlias: boolean
  error: string | undefined
  description: ReactNode
  handle: Ref<TemplateFieldHandle>
}

/** Where the macros stand in a text, and which of them are wrong. */
function rangesOf(text: string): TemplateRange[] {
  const bad = findMacroProblems(text).map(({ from, to }) => ({ from, to, tone: 'bad' as const }))
  const good: TemplateRange[] = []
  let from = 0
  for (const part of parseTemplate(text)) {
    const to = from + part.text.length
    if (part.kind === 'macro') good.push({ from, to, tone: 'macro' })
    from = to
  }
  return [...good, ...bad].toSorted((a, b) => a.from - b.from)
}

/** An address with macros: each marked, a wrong one named with what was probably meant. */
export function UrlTemplateField<V extends FieldValues>({
  field,
  label,
  scheme,
  requireAlias,
  error,
  description,
  handle,
}: UrlTemplateFieldProps<V>) {
  const text: string = field.value ?? ''
  const suggestion = error
    ? checkUrlTemplate(text, { scheme, requireAlias }).find((problem) => problem.message === error)
        ?.suggestion
    : undefined
  return (
    <TemplateField
      ref={handle}
      label={label}
      name={field.name}
      value={text}
      ranges={rangesOf(text)}
      onChange={(value) => field.onChange(value)}
      onBlur={field.onBlur}
      description={description}
      error={
        error && (
          <>
            {error}
            {suggestion && (
              <>
                {' '}
                <TextButton
                  onClick={() =>
                    field.onChange(
                      text.slice(0, suggestion.from) + suggestion.text + text.slice(suggestion.to),
                    )
                  }
                >
                  Use {suggestion.text}
                </TextButton>
              </>
            )}
          </>
        )
      }
    />
  )
}
