// Sliders beside the numbers of a policy: one moves the other, and each change renews the preview through the form's own events.

const numberOf = field => Number(field.value.replaceAll(',', '').trim() || NaN);

for (const slider of document.querySelectorAll('input[data-slider]')) {
  const field = document.getElementById(slider.dataset.slider);
  slider.hidden = false;
  slider.addEventListener('input', event => {
    event.stopPropagation();
    field.value = slider.value;
    field.dispatchEvent(new Event('input', { bubbles: true }));
  });
  field.addEventListener('input', () => {
    const number = numberOf(field);
    if (Number.isFinite(number)) {
      slider.value = number;
    }
  });
}

/** A weight counts by its share of the sum, so all shares of its group move with it. */
const percent = new Intl.NumberFormat(document.documentElement.lang, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
const shares = [...document.querySelectorAll('[data-share]')];
document.getElementById('policy')?.addEventListener('input', () => {
  for (const share of shares) {
    const group = shares.filter(other => other.dataset.shareGroup === share.dataset.shareGroup);
    const weights = group.map(other => numberOf(document.getElementById(other.dataset.share)));
    const sum = weights.reduce((total, weight) => total + weight, 0);
    const own = weights[group.indexOf(share)] / sum;
    if (Number.isFinite(own) && weights.every(weight => weight >= 0)) {
      share.querySelector('meter').value = own;
      share.lastChild.textContent = ' ' + share.dataset.shareText.replace('{0}', percent.format(own));
    }
  }
});
