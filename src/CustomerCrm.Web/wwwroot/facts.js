// Another empty line of an order, without a turn to the server.
document.addEventListener('click', event => {
  const button = event.target.closest?.('[data-add-line]');
  if (!button) {
    return;
  }

  event.preventDefault();
  const lines = button.parentElement.querySelectorAll('[data-line]');
  const last = lines[lines.length - 1];
  const next = last.cloneNode(true);
  const number = text => text?.replace(/\d+/, digits => Number(digits) + 1) ?? '';
  for (const field of next.querySelectorAll('input')) {
    field.name = number(field.name);
    field.id = number(field.id);
    field.value = '';
    field.classList.remove('input-validation-error');
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
    if (field.hasAttribute('aria-label')) {
      field.setAttribute('aria-label', number(field.getAttribute('aria-label')));
    }
  }

  for (const reason of next.querySelectorAll('.field-error')) {
    reason.id = number(reason.id);
    reason.textContent = '';
  }

  last.after(next);
  next.querySelector('input:not([type=hidden])').focus();
});
