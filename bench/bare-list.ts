/**
 * A page with nothing but a search field and a virtual list, as a floor to compare with: rows of a fixed
 * height in one scroller, of which only those in view are in the page, filtered by name as one types.
 *
 * @param count how many rows.
 */
export function bareListPage(count: number): string {
  return `<!doctype html>
<meta charset="utf-8">
<title>Bare list</title>
<style>
  body { margin: 0; font: 14px sans-serif }
  #scroller { block-size: 600px; overflow: auto; position: relative }
  .row { position: absolute; block-size: 34px; display: grid; grid-template-columns: 80px 1fr 120px 120px 120px; inline-size: 100% }
</style>
<input aria-label="Search">
<div id="scroller"><div id="rows"></div></div>
<script>
  const all = Array.from({ length: ${count} }, (_, at) => ({ id: at + 1, name: 'Segment ' + (at + 1) }))
  const scroller = document.querySelector('#scroller')
  const rows = document.querySelector('#rows')
  let found = all
  function show() {
    rows.style.blockSize = found.length * 34 + 'px'
    const first = Math.max(0, Math.floor(scroller.scrollTop / 34) - 6)
    const shown = found.slice(first, first + 30)
    rows.replaceChildren(...shown.map(({ id, name }, at) => {
      const row = document.createElement('div')
      row.className = 'row'
      row.style.insetBlockStart = (first + at) * 34 + 'px'
      for (const text of [id, name, id, '2026-12-01', 'never']) {
        const cell = document.createElement('span')
        cell.textContent = text
        row.append(cell)
      }
      return row
    }))
  }
  scroller.addEventListener('scroll', () => requestAnimationFrame(show))
  document.querySelector('input').addEventListener('input', ({ target }) => {
    found = all.filter(({ name }) => name.toLowerCase().includes(target.value.toLowerCase()))
    show()
  })
  show()
</script>
`
}
