import { makeGroup, makeStudent } from './make.ts';
import type { App } from '#platform/server';
import type { ChatFromServer } from '#study-groups/contract';

export type ChatEvent<T extends ChatFromServer['type']> = Extract<ChatFromServer, { type: T }>;

/** A group of `people` students who are named one by one, and where its chat is. */
export async function makeChat(app: App, ...names: string[]) {
  const [owner, ...members] = await Promise.all(
    (names.length > 0 ? names : ['Owner Otieno', 'Member Mwende']).map((full_name) =>
      makeStudent(app, { full_name }),
    ),
  );
  const member = members[0];
  if (!owner || !member) throw new Error('a chat has two people at least');
  const group = await makeGroup(app, { owner, members });
  return {
    group,
    owner,
    member,
    members,
    messages: `/api/study-groups/${group.id}/messages/`,
    ws: `/ws/study-groups/${group.id}/`,
  };
}
