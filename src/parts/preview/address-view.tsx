import { addressNotes, addressParts } from '../../domain/delivery/address.ts'
import { LENGTH_CUT, LENGTH_REFUSED, lengthProblem } from '../../domain/delivery/address-length.ts'
import type { Address, Part, Protocol } from '../../domain/delivery/types.ts'
import type { CallType } from '../../contract/destination/url.ts'
import { plural } from '../../lib/format.ts'
import { CopyMenu } from '../../ui/copy-menu.tsx'
import { Meter } from '../../ui/meter.tsx'
import { Pill } from '../../ui/pill.tsx'
import { TestCall } from '../test-call/test-call.tsx'
import { MACRO, MISSING, OUTPUT } from './output-style.ts'

type AddressViewProps = {
  /** Null: nothing is called on such a page. */
  address: Address | null
  protocol: Protocol
  calledAs: CallType
  visitorName: string
  /** The visitor’s page has this protocol: this is what is called. */
  isCalled: boolean
  /** "call 2", where there are several. */
  callName: string
}

/** What is called on a page of one protocol: the address with its macros, its length, and what to do with it. */
export function AddressView(props: AddressViewProps) {
  const { address, protocol, calledAs, visitorName, isCalled, callName } = props
  const which = `of the ${protocol} address${callName ? ` of ${callName}` : ''}`
  return (
    <div className="mt-3">
      <h4 className="flex items-center gap-2 text-sm text-ink-3">
        On an {protocol} page
        {isCalled && (
          <Pill tone="mute" hasDot={false}>
            the visitor’s
          </Pill>
        )}
      </h4>
      {address === null ? (
        <p className="mt-1 text-ink-2">
          Nothing is called: the {protocol === 'https' ? 'secure URL' : 'base URL'} is missing, or
          no address yet.
        </p>
      ) : (
        <>
          <Parts parts={addressParts(address)} label={`Address ${which}`} />
          <Length address={address} />
          <Notes notes={addressNotes(address, visitorName, protocol)} />
          <TestCall url={address.url} calledAs={calledAs} which={which}>
            <CopyMenu
              label={`Copy the call ${which}`}
              formats={[
                { id: 'address', label: 'Address', text: () => address.url },
                {
                  id: 'curl',
                  label: 'cURL',
                  text: async () => (await formats()).callAsCurl(address.url),
                },
                {
                  id: 'html',
                  label: 'HTML',
                  text: async () => (await formats()).callAsHtml(address.url, calledAs),
                },
              ]}
            />
          </TestCall>
        </>
      )}
    </div>
  )
}

function formats() {
  return import('../../domain/delivery/copy-formats.ts')
}

/** The macros' names stand before their values and are no part of the text: what is selected is the address. */
function Parts({ parts, label }: { parts: Part[]; label: string }) {
  const macros = parts.filter((part) => part.kind === 'macro')
  return (
    <>
      <section
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
        className={OUTPUT}
      >
        {parts.map((part, at) =>
          part.kind === 'text' ? (
            part.text
          ) : (
            <mark
              // oxlint-disable-next-line react/no-array-index-key -- parts have no identity but their place
              key={at}
              data-macro={part.missing ? `${part.macro} empty` : part.macro}
              className={part.missing ? MISSING : MACRO}
            >
              {part.text}
            </mark>
          ),
        )}
      </section>
      {macros.length > 0 && (
        <ul className="sr-only">
          {macros.map(({ macro, text, missing }, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- as above
            <li key={at}>
              {macro} {missing ? 'is sent empty' : `is ${text.slice(0, 100)}`}
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Length({ address }: { address: Address }) {
  const problem = lengthProblem(address)
  const words = plural(address.url.length, 'character')
  return (
    <div className="mt-2">
      <Meter
        label="Length"
        value={address.url.length}
        max={LENGTH_REFUSED}
        mark={LENGTH_CUT}
        valueText={words}
      />
      {problem && (
        <p
          className={address.url.length > LENGTH_REFUSED ? 'text-sm text-bad' : 'text-sm text-warn'}
        >
          {words}, {problem}.
        </p>
      )}
    </div>
  )
}

function Notes({ notes }: { notes: string[] }) {
  if (notes.length === 0) return null
  return (
    <ul className="mt-1.5">
      {notes.map((note) => (
        <li key={note} className="text-sm text-warn">
          {note}
        </li>
      ))}
    </ul>
  )
}
