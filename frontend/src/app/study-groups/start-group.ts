import type { Router } from '@angular/router';
import type { StudyGroup } from '@api/study-groups';
import type { Overlays } from '../platform/ui/overlays.ts';

/** Asks for a name and what else a group needs, and goes to the new group. */
export async function startGroup(overlays: Overlays, router: Router): Promise<void> {
  const { GroupSheet } = await import('./group-sheet.ts');
  const group = await overlays.open<StudyGroup, null>(GroupSheet, { data: null });
  await router.navigateByUrl(group ? `/study-groups/${group.id}` : '/study-groups');
}
