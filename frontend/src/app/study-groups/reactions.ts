import type { Message } from '@api/study-groups';
import type { IconName } from '../platform/ui/icons.ts';

/** Our six: drawn as icons, the wire carries the emoji. */
export interface ReactionKind {
  readonly emoji: string;
  readonly icon: IconName;
  readonly word: string;
}

export const REACTIONS: readonly ReactionKind[] = [
  { emoji: '❤️', icon: 'heart', word: 'Thanks' },
  { emoji: '👍', icon: 'thumbs-up', word: 'Agree' },
  { emoji: '✅', icon: 'check', word: 'Done' },
  { emoji: '😂', icon: 'laugh', word: 'Funny' },
  { emoji: '❓', icon: 'circle-question-mark', word: 'Question' },
  { emoji: '✋', icon: 'hand', word: 'Me too' },
];

/** One pill under a message. */
export interface ReactionPill {
  readonly emoji: string;
  /** Undefined for what another client sent that we do not draw. */
  readonly icon: IconName | undefined;
  readonly count: number;
  readonly mine: boolean;
  /** "Thanks, 3, you too" */
  readonly label: string;
  readonly people: readonly number[];
}

export function pillsOf(message: Pick<Message, 'reactions'>, me: number): readonly ReactionPill[] {
  return message.reactions
    .filter(({ user_ids }) => user_ids.length > 0)
    .map(({ emoji, user_ids }) => {
      const kind = REACTIONS.find((reaction) => reaction.emoji === emoji);
      const mine = user_ids.includes(me);
      const label = `${kind?.word ?? emoji}, ${user_ids.length}${mine ? ', you too' : ''}`;
      return { emoji, icon: kind?.icon, count: user_ids.length, mine, label, people: user_ids };
    });
}

/** "Faith, Brian and you" */
export function peopleWords(ids: readonly number[], me: number, nameOf: (id: number) => string): string {
  const names = ids.filter((id) => id !== me).map(nameOf);
  if (ids.includes(me)) names.push('you');
  const last = names.pop() ?? '';
  return names.length > 0 ? `${names.join(', ')} and ${last}` : last;
}
