// The customer list by keys, its preview beside it, and the choosing of many. Without this every row is a link and the page loads anew.

const rows = () => [...document.querySelectorAll('#list [data-row]')];
const panel = () => document.getElementById('preview');
const at = () => rows().findIndex(row => row.contains(document.activeElement));

/** Puts the focus on a row's name; an open preview follows. */
const go = place => {
  const all = rows();
  const row = all[Math.max(0, Math.min(place, all.length - 1))];
  row?.querySelector('[data-open]').focus();
  row?.scrollIntoView({ block: 'nearest' });
  if (row && panel().childElementCount > 0) {
    preview(row);
  }
};

const preview = row => row.querySelector('[data-preview]')?.click();

const close = () => {
  const shown = panel().querySelector('[data-previewed]')?.dataset.previewed;
  panel().replaceChildren();
  document.querySelector(`#list [data-row="${CSS.escape(shown ?? '')}"] [data-open]`)?.focus();
};

document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) {
    return;
  }

  const place = at();
  const search = event.target.matches?.('input[type=search]');
  if (search && event.key === 'ArrowDown') {
    event.preventDefault();
    go(0);
    return;
  }

  if (event.target.closest?.('input:not(.pick), select, textarea, [popover], dialog')
    || (event.key === ' ' && event.target.matches?.('.pick'))) {
    return;
  }

  const within = place >= 0;
  if (event.key === 'j' || (within && event.key === 'ArrowDown')) {
    event.preventDefault();
    go(place + 1);
  } else if (event.key === 'k' || (within && event.key === 'ArrowUp')) {
    event.preventDefault();
    go(within ? place - 1 : 0);
  } else if (within && (event.key === 'p' || event.key === ' ')) {
    event.preventDefault();
    preview(rows()[place]);
  } else if (within && event.key === 'x') {
    event.preventDefault();
    rows()[place].querySelector('[data-pick]')?.click();
  } else if (event.key === 'Escape' && panel().childElementCount > 0) {
    close();
  }
});

/** A cell that is edited in place is left as it was. */
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && !event.isComposing) {
    event.target.closest?.('.cell-form')?.querySelector('[data-cancel]').click();
  }
});

document.addEventListener('click', event => {
  if (event.target.closest?.('[data-close-preview]')) {
    close();
  }
});

/** The row whose preview is open is marked. */
document.addEventListener('htmx:afterSwap', event => {
  if (event.detail.target.id === 'preview') {
    const shown = panel().querySelector('[data-previewed]')?.dataset.previewed;
    for (const row of rows()) {
      row.toggleAttribute('data-current', row.dataset.row === shown);
    }
  }
});

/** How many are chosen; the box of the page ticks those of its rows. */
const count = () => {
  const picked = document.querySelectorAll('#list [data-pick]:checked').length;
  const all = document.querySelector('[data-pick-page]');
  const shown = document.querySelector('[data-bulk-count]');
  if (all) {
    all.checked = picked > 0 && picked === rows().length;
    all.indeterminate = picked > 0 && !all.checked;
  }

  if (shown) {
    shown.textContent = picked === 0 || document.querySelector('[data-pick-all]')?.checked ? ''
      : (picked === 1 ? shown.dataset.one : shown.dataset.many).replace('{0}', picked);
  }
};

document.addEventListener('change', event => {
  if (event.target.matches?.('[data-pick-page]')) {
    for (const box of document.querySelectorAll('#list [data-pick]')) {
      box.checked = event.target.checked;
    }
  }

  if (event.target.matches?.('.pick, [data-pick-all]')) {
    count();
  }
});
window.addEventListener('pageshow', count);
