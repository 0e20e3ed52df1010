import { sql } from 'drizzle-orm';
import type { Db } from '#platform/db';
import type { Message } from './contract.ts';

type Person = Message['mentions'][number];

/** The members that the body names: `@Full Name`, or `@First` when only one member has that first name. */
export async function findMentioned(db: Db, groupId: number, body: string): Promise<Person[]> {
  if (!body.includes('@')) return [];
  const { rows } = await db.execute<Person & Record<string, unknown>>(sql`
    select u.id, u.full_name from course_api_studygroupmembership m join directory_user u on u.id = m.user_id
    where m.group_id = ${groupId} and m.state = 'member' order by u.id`);
  return namedIn(body, rows);
}

/** A longer name wins over a shorter one that it begins with; a namesake by full name is meant as well. */
export function namedIn(body: string, people: readonly Person[]): Person[] {
  const byName = new Map<string, Person[]>();
  const add = (name: string, person: Person) => byName.set(name, [...(byName.get(name) ?? []), person]);
  const firsts = new Map<string, number>();
  const firstOf = (person: Person) => fold(person.full_name).split(' ', 1)[0] ?? '';
  for (const person of people) firsts.set(firstOf(person), (firsts.get(firstOf(person)) ?? 0) + 1);
  for (const person of people) {
    add(fold(person.full_name), person);
    if (firsts.get(firstOf(person)) === 1 && firstOf(person) !== fold(person.full_name))
      add(firstOf(person), person);
  }
  const names = [...byName.keys()].filter(Boolean).sort((a, b) => b.length - a.length);
  const named = new Map<number, Person>();
  for (const rest of startsOf(fold(body))) {
    const name = names.find((one) => rest.startsWith(one) && !/^[\p{L}\p{N}]/u.test(rest.slice(one.length)));
    for (const person of (name && byName.get(name)) || [])
      named.set(person.id, { id: person.id, full_name: person.full_name });
  }
  return [...named.values()].sort((a, b) => a.id - b.id);
}

/** What follows each @ that does not stand inside a word, such as in an e-mail address. */
const startsOf = (body: string) =>
  [...body.matchAll(/(?<![\p{L}\p{N}])@/gu)]
    .slice(0, 50)
    .map((at) => body.slice(at.index + 1, at.index + 201));

const fold = (text: string) => text.normalize('NFC').toLowerCase().replace(/\s+/g, ' ').trim();
