// What script adds to pages that work without it: keys, and forms that send themselves.

const typing = target => target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName));

/** A key presses the one link or button that names it in data-key. */
document.addEventListener('keydown', event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) {
    return;
  }

  if (typing(event.target)) {
    if (event.key === 'Escape') {
      event.target.blur();
    }

    return;
  }

  const named = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (named) {
    event.preventDefault();
    if (typing(named)) {
      named.focus();
      named.select?.();
    } else {
      named.click();
    }
  }
});

/** Ctrl+Enter saves a form from any of its fields. */
document.addEventListener('keydown', event => {
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.isComposing) {
    const form = event.target.closest?.('form[data-save]');
    if (form) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('button[type=submit], button:not([type])'));
    }
  }
});

/** A menu that opened without script closes on a press elsewhere and on Escape. */
document.addEventListener('click', event => {
  for (const menu of document.querySelectorAll('details[data-menu][open]')) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape') {
    for (const menu of document.querySelectorAll('details[data-menu][open]')) {
      menu.open = false;
      menu.querySelector('summary').focus();
    }
  }
});

/** A choice that needs no button where there is script. */
document.addEventListener('change', event => {
  event.target.closest?.('form[data-send-on-change]')?.requestSubmit();
});
