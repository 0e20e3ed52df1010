/** What was written in a group and not sent, kept in this browser. */
const key = (userId: number, groupId: number) => `draft-${userId}-${groupId}`;

export function readDraft(userId: number, groupId: number): string {
  return localStorage.getItem(key(userId, groupId)) ?? '';
}

export function keepDraft(userId: number, groupId: number, text: string): void {
  if (text.trim() === '') localStorage.removeItem(key(userId, groupId));
  else localStorage.setItem(key(userId, groupId), text);
}
