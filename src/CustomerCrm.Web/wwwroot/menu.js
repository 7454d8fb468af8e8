// The command menu as a dialog over any page. Without this its link opens a page of its own.

const menu = document.getElementById('go');
const input = menu?.querySelector('[role=combobox]');
const results = document.getElementById('go-results');
const ways = () => [...results.querySelectorAll('[data-way]')];
const chosen = () => results.querySelector('[data-way][aria-selected=true]');

const choose = way => {
  for (const other of ways()) {
    other.setAttribute('aria-selected', String(other === way));
  }

  if (way) {
    input.setAttribute('aria-activedescendant', way.id);
    way.scrollIntoView({ block: 'nearest' });
  } else {
    input.removeAttribute('aria-activedescendant');
  }
};

const open = () => {
  if (!menu || menu.open) {
    return;
  }

  document.getElementById('keys')?.hidePopover?.();
  input.value = '';
  results.replaceChildren();
  menu.showModal();
  htmx.trigger(input, 'go-open');
};

document.addEventListener('keydown', event => {
  if (event.isComposing || event.altKey || event.shiftKey) {
    return;
  }

  const slash = event.key === '/' && !event.ctrlKey && !event.metaKey
    && !document.querySelector('[data-key="/"]') && !event.target.closest?.('input, select, textarea, [contenteditable]');
  if (slash || (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey))) {
    event.preventDefault();
    open();
  }
});

document.addEventListener('click', event => {
  const link = event.target.closest?.('[data-go-open]');
  if (link && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    open();
  } else if (event.target === menu) {
    // Beside the dialog: its backdrop.
    menu.close();
  }
});

input?.addEventListener('keydown', event => {
  if (event.isComposing) {
    return;
  }

  const all = ways();
  const at = all.indexOf(chosen());
  const to = { ArrowDown: at + 1, ArrowUp: at - 1 }[event.key];
  if (to !== undefined) {
    event.preventDefault();
    choose(all[(to + all.length) % all.length]);
  } else if (event.key === 'Escape') {
    // Closed here: elsewhere Escape only leaves the field.
    event.preventDefault();
    event.stopPropagation();
    menu.close();
  }
});

menu?.querySelector('form').addEventListener('submit', event => {
  // Enter goes to what is chosen. Where an answer is still on its way it is waited for.
  event.preventDefault();
  if (input.classList.contains('htmx-request') || results.dataset.of !== input.value) {
    menu.dataset.enter = '';
  } else {
    chosen()?.click();
  }
});

input?.addEventListener('input', () => delete menu.dataset.enter);

results?.addEventListener('htmx:afterSwap', () => {
  const asked = input.value;
  results.dataset.of = asked;
  choose(ways()[0]);
  if ('enter' in menu.dataset) {
    delete menu.dataset.enter;
    chosen()?.click();
  }
});
