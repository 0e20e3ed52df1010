import { describe, expect, it } from 'vitest';
import type { GroupActivity, StudyGroup } from '@api/study-groups';
import { firstName, withActivity } from './activity.ts';
import { peopleWords, pillsOf } from './reactions.ts';

const brian = { id: 2, full_name: 'Brian Kiptoo', avatar_url: null };

function group(id: number, more: Partial<StudyGroup> = {}): StudyGroup {
  return {
    id,
    name: `Group ${id}`,
    description: '',
    course_id: null,
    course: null,
    owner: brian,
    capacity: null,
    visibility: 'open',
    member_count: 2,
    my: { role: 'member', state: 'member', last_read_seq: 0, muted: false },
    last_seq: 5,
    unread: 0,
    mentions_unread: 0,
    last_message: { sender_name: 'Brian Kiptoo', preview: 'old', created_at: '2026-03-16T08:00:00.000Z' },
    created_at: '2026-03-01T08:00:00.000Z',
    ...more,
  };
}

function heard(group_id: number, last_seq: number, sender_name: string, preview: string): GroupActivity {
  return {
    type: 'group',
    group_id,
    last_seq,
    message: { sender_id: 2, sender_name, preview, created_at: '2026-03-17T08:00:00.000Z', mentions: [] },
  };
}

const activity = (...events: GroupActivity[]) => new Map(events.map((event) => [event.group_id, event]));

describe('the list of groups', () => {
  it('puts the group with the newest message first', () => {
    const shown = withActivity([group(1), group(2)], activity(heard(2, 6, 'Faith Mwende', 'new')), null, '');
    expect(shown.map(({ id }) => id)).toEqual([2, 1]);
    expect(shown[0]?.last_message).toMatchObject({ sender_name: 'Faith', preview: 'new' });
  });

  it('does not go back to what is older than the list', () => {
    const shown = withActivity([group(1)], activity(heard(1, 4, 'Faith Mwende', 'older')), null, '');
    expect(shown[0]?.last_message?.preview).toBe('old');
  });

  it('says You for me, and leaves the marks out of a preview', () => {
    const shown = withActivity(
      [group(1)],
      activity(heard(1, 9, 'Achieng O', '**yes** ```py x')),
      null,
      'Achieng O',
    );
    expect(shown[0]?.last_message).toMatchObject({ sender_name: 'You', preview: 'yes x' });
  });

  it('believes the shared socket about what is unread', () => {
    const unread = (counts: Record<string, number> | null) =>
      withActivity([group(1, { unread: 3 })], new Map(), counts, '')[0]?.unread;
    expect([unread(null), unread({}), unread({ 1: 7 })]).toEqual([3, 0, 7]);
  });

  it('calls people by their first name, without a title', () => {
    expect([firstName('Dr. Faith Mwende'), firstName('Otieno')]).toEqual(['Faith', 'Otieno']);
  });
});

describe('reactions', () => {
  const message = {
    reactions: [
      { emoji: '❤️', user_ids: [1, 2, 3] },
      { emoji: '🦄', user_ids: [2] },
    ],
  };

  it('are pills that say what, how many and whether it is mine', () => {
    const pills = pillsOf(message, 1);
    expect(pills.map(({ label, mine, icon }) => [label, mine, icon])).toEqual([
      ['Thanks, 3, you too', true, 'heart'],
      ['🦄, 1', false, undefined],
    ]);
  });

  it('name the people', () => {
    const nameOf = (id: number) => ({ 2: 'Faith', 3: 'Brian' })[id] ?? 'somebody';
    expect(peopleWords([1, 2, 3], 1, nameOf)).toBe('Faith, Brian and you');
    expect(peopleWords([2], 1, nameOf)).toBe('Faith');
    expect(peopleWords([1], 1, nameOf)).toBe('you');
  });
});
