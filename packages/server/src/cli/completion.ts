import { Argument, type Command } from 'commander';
import { answer } from './output.ts';

const HELP = `
Examples:
  source <(outcry completion bash)                       in this shell, or as a line in ~/.bashrc
  outcry completion zsh > ~/.zfunc/_outcry               zsh, with ~/.zfunc in fpath`;

/** One command as a completion sees it. */
interface Place {
  /** The words that lead to it: empty, or `order place`. */
  readonly path: string;
  readonly words: readonly Word[];
  /** Options that take one of a few words. */
  readonly choices: readonly { readonly flag: string; readonly words: readonly string[] }[];
}

interface Word {
  readonly text: string;
  readonly meaning: string;
}

/** `outcry completion`: a script made from the program's own commands, so that it is never behind them. */
export function completionCommand(outcry: Command): void {
  outcry
    .command('completion')
    .addArgument(new Argument('<shell>', 'which shell').choices(['bash', 'zsh']))
    .description('print a script that completes commands and options in the shell')
    .option('--json', 'print shell and script as JSON')
    .addHelpText('after', HELP)
    .action((shell: 'bash' | 'zsh', { json }: { json?: boolean }) => {
      const places = placesOf(outcry, []);
      const lines = shell === 'bash' ? bashLines(places) : zshLines(places);
      answer(json, { shell, script: `${lines.join('\n')}\n` }, () => lines);
    });
}

function placesOf(command: Command, path: readonly string[]): Place[] {
  const { commands, options, registeredArguments } = command;
  const words = [
    ...commands.map((each) => ({ text: each.name(), meaning: each.description() })),
    ...registeredArguments.flatMap(({ argChoices = [], description }) =>
      argChoices.map((text) => ({ text, meaning: description })),
    ),
    ...options.map(({ long, description }) => ({ text: long ?? '', meaning: description })),
    { text: '--help', meaning: 'show what can be said' },
  ];
  const choices = options.flatMap(({ long, argChoices }) =>
    long === undefined || long === null || argChoices === undefined ? [] : [{ flag: long, words: argChoices }],
  );
  const here = { path: path.join(' '), words: words.filter(({ text }) => text !== ''), choices };
  return [here, ...commands.flatMap((each) => placesOf(each, [...path, each.name()]))];
}

function bashLines(places: readonly Place[]): string[] {
  return [
    '# Completion of outcry for bash: source <(outcry completion bash)',
    '_outcry() {',
    `  local current=\${COMP_WORDS[COMP_CWORD]} before=\${COMP_WORDS[COMP_CWORD-1]} place="" words="" at`,
    '  for ((at = 1; at < COMP_CWORD; at++)); do',
    `    case "\${place:+$place }\${COMP_WORDS[at]}" in`,
    `      ${pathsOf(places)}) place="\${place:+$place }\${COMP_WORDS[at]}" ;;`,
    '    esac',
    '  done',
    '  case "$place $before" in',
    ...choicesOf(places).map(([pattern, words]) => `    ${quoted(pattern)}) words=${quoted(words.join(' '))} ;;`),
    '    *) case "$place" in',
    ...places.map(
      ({ path, words }) => `      ${quoted(path)}) words=${quoted(words.map(({ text }) => text).join(' '))} ;;`,
    ),
    '    esac ;;',
    '  esac',
    '  COMPREPLY=($(compgen -W "$words" -- "$current"))',
    '}',
    'complete -o default -F _outcry outcry',
  ];
}

function zshLines(places: readonly Place[]): string[] {
  return [
    '#compdef outcry',
    '# Completion of outcry for zsh: outcry completion zsh > a file _outcry in fpath',
    '_outcry() {',
    '  local place="" word',
    '  local -a choices',
    `  for word in \${words[2,CURRENT-1]}; do`,
    `    case "\${place:+$place }$word" in`,
    `      ${pathsOf(places)}) place="\${place:+$place }$word" ;;`,
    '    esac',
    '  done',
    `  case "$place \${words[CURRENT-1]}" in`,
    ...choicesOf(places).map(
      ([pattern, words]) => `    ${quoted(pattern)}) choices=(${words.map(quoted).join(' ')}) ;;`,
    ),
    '    *) case "$place" in',
    ...places.map(({ path, words }) => `      ${quoted(path)}) choices=(${words.map(described).join(' ')}) ;;`),
    '    esac ;;',
    '  esac',
    "  _describe 'outcry' choices || _files",
    '}',
    'if [ "$funcstack[1]" = "_outcry" ]; then _outcry "$@"; else compdef _outcry outcry; fi',
  ];
}

function pathsOf(places: readonly Place[]): string {
  return places
    .map(({ path }) => path)
    .filter((path) => path !== '')
    .map(quoted)
    .join('|');
}

function choicesOf(places: readonly Place[]): (readonly [string, readonly string[]])[] {
  return places.flatMap(({ path, choices }) => choices.map(({ flag, words }) => [`${path} ${flag}`, words] as const));
}

/** A word with its meaning, as zsh's _describe takes it. */
function described({ text, meaning }: Word): string {
  return quoted(`${text.replaceAll(':', '\\:')}:${meaning}`);
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
