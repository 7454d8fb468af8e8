// Copies the few files the pages use from the installed packages into the web project, beside their licences and a manifest
// of name, version, licence and sha256. `node vendor.mjs` writes, `node vendor.mjs --check` tells what differs and fails.
// Run `npm ci` first.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, '../../src/CustomerCrm.Web/wwwroot');
const read = (...parts) => readFileSync(join(here, ...parts), 'utf8').replaceAll('\r\n', '\n');
const versionOf = name => JSON.parse(read('node_modules', name, 'package.json')).version;

const files = new Map();
const packages = [];

function add(name, licence, contents) {
  const version = versionOf(name);
  const entries = Object.entries(contents).map(([path, text]) => {
    files.set(path, text);
    return { path, sha256: createHash('sha256').update(text).digest('hex') };
  });
  packages.push({ name, version, licence, files: entries });
}

const tabler = `lib/tabler/${versionOf('@tabler/core')}`;
const css = read('node_modules/@tabler/core/dist/css/tabler.min.css').replace(/\/\*# sourceMappingURL=.*?\*\/\s*$/, '');
add('@tabler/core', 'MIT', {
  [`${tabler}/tabler.min.css`]: css,
  [`${tabler}/tabler.dark.min.css`]: darkRules(css),
  [`${tabler}/LICENSE`]: read('licences/tabler-core.txt'),
});

const icons = `lib/tabler-icons/${versionOf('@tabler/icons')}`;
add('@tabler/icons', 'MIT', {
  'icons.svg': sprite(JSON.parse(read('icons.json'))),
  [`${icons}/LICENSE`]: read('node_modules/@tabler/icons/LICENSE'),
});

const htmx = `lib/htmx/${versionOf('htmx.org')}`;
add('htmx.org', '0BSD', {
  [`${htmx}/htmx.min.js`]: read('node_modules/htmx.org/dist/htmx.min.js'),
  [`${htmx}/LICENSE`]: read('node_modules/htmx.org/LICENSE'),
});

files.set('lib/manifest.json', JSON.stringify({ packages }, null, 2) + '\n');

/** Tabler's dark theme hangs on an attribute; this is the same rules for data-bs-theme=auto, loaded under a media query. */
function darkRules(text) {
  const rules = [];
  for (const [, selectors, body] of text.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const dark = split(selectors).filter(s => s.includes('[data-bs-theme=dark]') && !/data-bs-theme=light|:not\(/.test(s));
    if (dark.length > 0 && !body.includes('color-scheme:light')) {
      rules.push(`${dark.map(s => s.replaceAll('[data-bs-theme=dark]', '[data-bs-theme=auto]')).join(',')}{${body}}`);
    }
  }
  if (rules.length < 4) {
    throw new Error('Tabler changed the way it names its dark theme');
  }
  return text.match(/\/\*![\s\S]*?\*\//)[0] + '\n' + rules.join('\n') + '\n';
}

/** At the commas that are not inside brackets. */
function split(selectors) {
  let depth = 0;
  let current = '';
  const parts = [];
  for (const letter of selectors.trim()) {
    depth += letter === '(' ? 1 : letter === ')' ? -1 : 0;
    if (letter === ',' && depth === 0) {
      parts.push(current);
      current = '';
    } else {
      current += letter;
    }
  }
  return [...parts, current];
}

function sprite(names) {
  const symbols = names.map(name => {
    const svg = read('node_modules/@tabler/icons/icons/outline', `${name}.svg`);
    const shapes = svg.replace(/<!--[\s\S]*?-->/g, '').replace(/^[\s\S]*?<svg[^>]*>/, '').replace(/<\/svg>\s*$/, '')
      .split('\n').map(line => line.trim()).filter(line => line && !line.includes('fill="none"')).join('');
    return `  <symbol id="${name}" viewBox="0 0 24 24">${shapes}</symbol>`;
  });
  return '<svg xmlns="http://www.w3.org/2000/svg">\n' + symbols.join('\n') + '\n</svg>\n';
}

const differing = [...files].filter(([path, text]) => {
  const target = join(root, path);
  return !existsSync(target) || readFileSync(target, 'utf8') !== text;
});

if (process.argv.includes('--check')) {
  differing.forEach(([path]) => console.error(`wwwroot/${path} differs from the package`));
  process.exitCode = differing.length > 0 ? 1 : 0;
} else {
  for (const [path, text] of differing) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
  console.log(`${differing.length} of ${files.size} files written`);
}
