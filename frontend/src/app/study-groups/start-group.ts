import type { Router } from '@angular/router';
import type { StudyGroup } from '@api/study-groups';
import type { Overlays } from '../platform/ui/overlays.ts';
import type { GroupDraft } from './group-sheet.ts';

/** Asks for a name and what else a group needs, and goes to the new group. Who thinks better of it stays. */
export async function startGroup(overlays: Overlays, router: Router, courseId?: number): Promise<void> {
  const { GroupSheet } = await import('./group-sheet.ts');
  const data = courseId ? { course_id: courseId } : {};
  const group = await overlays.open<StudyGroup, GroupDraft>(GroupSheet, { data });
  if (group) await router.navigate(['/study-groups', group.id]);
}
