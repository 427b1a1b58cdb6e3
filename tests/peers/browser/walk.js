// Runs in the page, before its own scripts: notes where the Tab key leads, and what is wrong there.
'use strict';

{
  const CONTROLS = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [tabindex]';

  window.Walk = class {
    #controls;
    #before;
    #faults = [];
    #reached = [];
    #was = document.activeElement;

    /** Puts the focus before everything. From now on each key shows what the one before it led to. */
    constructor() {
      scrollTo(0, 0);
      this.#controls = [...document.querySelectorAll(CONTROLS)].filter(isUsable);
      this.#before = new Map(this.#controls.map((control) => [control, ring(control)]));
      this.#order();
      this.#skip();
      addEventListener('keydown', this.#note, true);
      document.body.tabIndex = -1;
      document.body.focus({ preventScroll: true });
      document.body.removeAttribute('tabindex');
    }

    /** How many controls the Tab key has not come to. */
    get left() {
      this.#note();
      return this.#controls.length - this.#reached.length;
    }

    /** Puts the focus back; what was wrong, in words. */
    end() {
      this.#note();
      const missing = this.#controls.filter((control) => !this.#reached.includes(control));
      for (const control of missing) this.#faults.push(`the Tab key never comes to ${name(control)}`);
      removeEventListener('keydown', this.#note, true);
      if (this.#was === document.body) document.activeElement.blur();
      else this.#was.focus({ preventScroll: true });
      return this.#faults;
    }

    #note = () => {
      const control = document.activeElement;
      if (!this.#before.has(control) || this.#reached.includes(control)) return;
      const last = this.#reached.at(-1);
      if (last && this.#controls.indexOf(control) < this.#controls.indexOf(last)) {
        this.#faults.push(`${name(control)} comes after ${name(last)}`);
      }
      this.#reached.push(control);
      const now = ring(control);
      const isShown = now.outline > 0 ? cutSides(control) < 2 : now.shadow !== this.#before.get(control).shadow;
      if (!isShown) this.#faults.push(`${name(control)} does not show the focus`);
      if (isCovered(control)) this.#faults.push(`${name(control)} is covered while it has the focus`);
    };

    #order() {
      const first = this.#controls.filter((control) => control.tabIndex > 0);
      for (const control of first) this.#faults.push(`${name(control)} jumps the queue`);
      const inFlow = this.#controls.filter((control) => !control.matches('.skip'));
      inFlow.slice(1).forEach((control, index) => {
        const ahead = inFlow[index];
        if (!follows(place(ahead), place(control))) this.#faults.push(`${name(control)} stands before ${name(ahead)}`);
      });
    }

    #skip() {
      const [first] = this.#controls;
      const isPast = first?.hash && document.querySelector(first.hash) === document.querySelector('main');
      if (!isPast) this.#faults.push('no link leads past the head');
    }
  };

  const isSeen = (control) => control.checkVisibility({ visibilityProperty: true });
  const isUsable = (control) => control.tabIndex >= 0 && !control.matches(':disabled') && isSeen(control);
  const place = (control) => (control.closest('label') ?? control).getBoundingClientRect();

  function name(control) {
    const own = control.id || control.name || control.getAttribute('href') || '';
    return `${control.localName} ${own} "${(control.textContent || control.value || '').trim().slice(0, 40)}"`;
  }

  function ring(control) {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(control);
    return { outline: outlineStyle === 'none' ? 0 : parseFloat(outlineWidth), shadow: boxShadow };
  }

  /** On how many sides what holds the control cuts off the ring around it. */
  function cutSides(control) {
    const { outlineOffset, outlineWidth } = getComputedStyle(control);
    const width = parseFloat(outlineOffset) + parseFloat(outlineWidth) - 1;
    const own = control.getBoundingClientRect();
    const cut = new Set();
    for (let above = control.parentElement; above !== document.body; above = above.parentElement) {
      if (getComputedStyle(above).overflow === 'visible') continue;
      const bounds = above.getBoundingClientRect();
      if (own.top - width < bounds.top) cut.add('top');
      if (own.bottom + width > bounds.bottom) cut.add('bottom');
      if (own.left - width < bounds.left) cut.add('left');
      if (own.right + width > bounds.right) cut.add('right');
    }
    return cut.size;
  }

  function isCovered(control) {
    const { left, right, top, bottom } = control.getBoundingClientRect();
    const points = [[(left + right) / 2, (top + bottom) / 2], [left + 2, top + 2], [right - 2, bottom - 2]];
    const label = control.closest('label');
    return !points.some(([x, y]) => {
      const there = document.elementFromPoint(x, y);
      return there !== null && (control.contains(there) || label?.contains(there));
    });
  }

  /** Of two that follow one another, the second stands below the first, to the right of it, or in another column. */
  function follows(first, second) {
    const shared = Math.min(first.bottom, second.bottom) - Math.max(first.top, second.top);
    const beside = shared > Math.min(first.height, second.height) / 2;
    const inLine = Math.min(first.right, second.right) > Math.max(first.left, second.left);
    return !(beside && second.right <= first.left) && !(inLine && second.bottom <= first.top);
  }
}
