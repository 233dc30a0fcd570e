import type { CallType } from '../../contract/destination/url.ts'
import type { Tone } from '../../ui/pill.tsx'
import type { CallOutcome } from './call-frame.ts'

type OutcomeWords = { title: string; tone: Tone; detail: string }

const REFUSED: OutcomeWords = {
  title: 'Refused',
  tone: 'bad',
  detail: 'The browser’s policy forbids the address, or one that it leads to. It was not called.',
}

const TIMED_OUT: OutcomeWords = {
  title: 'Timed out',
  tone: 'warn',
  detail: 'No answer within 10 seconds. The partner may have got the call all the same.',
}

const WORDS: Record<CallType, Record<CallOutcome, OutcomeWords>> = {
  img: {
    loaded: { title: 'Loaded', tone: 'ok', detail: 'The partner answered with an image.' },
    failed: {
      title: 'Failed',
      tone: 'bad',
      detail:
        'The host could not be reached, the browser blocked the call, or the answer was no image. Browsers do not tell which.',
    },
    refused: REFUSED,
    'timed-out': TIMED_OUT,
  },
  iframe: {
    loaded: {
      title: 'Called',
      tone: 'mute',
      detail:
        'The frame shows a page. It may be an error page of the partner or of the browser: no frame can tell.',
    },
    failed: {
      title: 'Failed',
      tone: 'bad',
      detail: 'The browser could not open the frame.',
    },
    refused: REFUSED,
    'timed-out': TIMED_OUT,
  },
}

/** What an outcome means, and what it cannot mean. */
export function outcomeWords(calledAs: CallType, outcome: CallOutcome): OutcomeWords {
  return WORDS[calledAs][outcome]
}
