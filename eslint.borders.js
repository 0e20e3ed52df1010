// The borders of the house (docs/architecture.md) as lint rules, made from one list: each domain sees only what stands
// to its left, and that only through three doors.
export const DOMAINS = [
  'platform',
  'directory',
  'notifications',
  'school',
  'courses',
  'timetable',
  'study-groups',
  'meetings',
  'content',
  'communication',
  'whiteboard',
  'search',
  'overview',
  'demo',
];
const DOORS = ['tables', 'contract', 'public'];
const RULE = '@typescript-eslint/no-restricted-imports';
const any = (names) => `(${names.join('|')})`;
const restrict = (...patterns) => ({ [RULE]: ['error', { patterns }] });

const upwards = {
  regex: '^\\.\\.(/|$)',
  message: 'Inside a domain only ./ is used; another domain is #domain/door.',
};
const entrances = {
  regex: '^\\./.*\\.(routes|socket)(\\.ts)?$',
  message: 'Only app.ts imports routes and sockets.',
};
const tests = { regex: '^#test/', message: 'Only tests may use the tests’ helpers.' };
const sql = { regex: '^drizzle-orm', message: 'No SQL here: ask a function of the topic file.' };

function backendDomain(name, index) {
  const left = DOMAINS.slice(1, index);
  const border = [
    upwards,
    {
      regex: `^#${any(DOMAINS.slice(index))}/`,
      message: `${name} may import only from what stands to its left.`,
    },
  ];
  if (left.length > 0)
    border.push({
      regex: `^#${any(left)}/(?!${any(DOORS)}$)`,
      message: `A domain is entered only by ${DOORS.map((door) => `#x/${door}`).join(', ')}.`,
    });
  const files = `backend/src/${name}/**/*.ts`;
  const isPlatform = index === 0;
  return [
    { files: [files], ignores: ['**/*.spec.ts'], rules: restrict(...border, entrances, tests) },
    { files: [files.replace('*.ts', '*.spec.ts')], rules: restrict(upwards) },
    ...(isPlatform
      ? []
      : [
          {
            files: [files.replace('*.ts', '*.routes.ts'), files.replace('*.ts', '*.socket.ts')],
            rules: restrict(...border, entrances, tests, sql),
          },
        ]),
  ];
}

const types = {
  regex: '^@api/',
  allowTypeImports: true,
  message: 'The contract of the backend is types only: import type.',
};
const frontendDomain = (name) => ({
  files: [`frontend/src/app/${name}/**/*.ts`],
  rules: restrict(types, {
    regex: `^(\\.\\./)+${any([...DOMAINS.slice(1), 'pages'].filter((other) => other !== name))}/`,
    message: 'Domains meet by address, or in pages/.',
  }),
});

export const borders = [
  ...DOMAINS.flatMap(backendDomain),
  ...DOMAINS.map(frontendDomain),
  { files: ['frontend/src/app/pages/**/*.ts', 'frontend/src/app/*.ts'], rules: restrict(types) },
];
