import { Component, type ReactNode } from 'react'

type ErrorBoundaryProps = {
  /** What stands in the place of what failed. */
  fallback: ReactNode
  /** With another one it is tried again. */
  resetKey: unknown
  children: ReactNode
}

type State = { failedWith: { resetKey: unknown } | null }

/** Keeps a part of a page that fails from taking the rest with it. */
export class ErrorBoundary extends Component<ErrorBoundaryProps, State> {
  override state: State = { failedWith: null }

  static getDerivedStateFromError(): State {
    return { failedWith: { resetKey: NO_KEY } }
  }

  static getDerivedStateFromProps({ resetKey }: ErrorBoundaryProps, { failedWith }: State): State {
    if (failedWith === null) return { failedWith }
    // The error itself does not know what it was rendered with: the next props do.
    if (failedWith.resetKey === NO_KEY) return { failedWith: { resetKey } }
    return { failedWith: failedWith.resetKey === resetKey ? failedWith : null }
  }

  override render(): ReactNode {
    return this.state.failedWith ? this.props.fallback : this.props.children
  }
}

const NO_KEY = Symbol('no key yet')
