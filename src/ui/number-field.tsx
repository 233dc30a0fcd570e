import { TextField, type TextFieldProps } from './text-field.tsx'

export type NumberFieldProps = Omit<TextFieldProps, 'type' | 'inputMode' | 'isMono'>

/**
 * A whole number, typed as text: nothing is silently dropped or changed by the wheel, and the form's
 * rules say what is wrong with a text that is no number. The value is a text; the form converts it.
 */
export function NumberField(props: NumberFieldProps) {
  return <TextField {...props} inputMode="numeric" />
}
