// Makes one call to a partner, as a page’s tag would. It runs in a sandboxed document of its own, of no
// origin: it can read nothing of the app, and the app’s policy need not allow calls to other sites.
// src/parts/test-call/call-frame.ts asks it, once: {url, calledAs}; it answers {outcome, ms}.
;(() => {
  /** Milliseconds after which nobody waits any more. */
  const TIMEOUT = 10_000

  function isCallable(url) {
    return URL.canParse(url) && /^https?:$/.test(new URL(url).protocol)
  }

  function makeCall({ url, calledAs }) {
    const start = performance.now()
    let isOver = false

    function tell(outcome) {
      if (isOver) return
      isOver = true
      // The app’s origin is not known in here; the parent is whoever was let in by frame-ancestors.
      parent.postMessage({ outcome, ms: Math.round(performance.now() - start) }, '*')
    }

    addEventListener('securitypolicyviolation', () => tell('refused'))
    setTimeout(() => tell('timed-out'), TIMEOUT)
    const element = document.createElement(calledAs === 'iframe' ? 'iframe' : 'img')
    element.addEventListener('load', () => tell('loaded'))
    element.addEventListener('error', () => tell('failed'))
    if (calledAs === 'iframe') element.setAttribute('sandbox', 'allow-scripts')
    element.src = url
    document.body.append(element)
  }

  function listen(event) {
    if (event.source !== parent) return
    const { url, calledAs } = event.data ?? {}
    if (typeof url !== 'string' || !isCallable(url)) return
    removeEventListener('message', listen)
    makeCall({ url, calledAs })
  }

  addEventListener('message', listen)
  parent.postMessage({ outcome: 'ready' }, '*')
})()
