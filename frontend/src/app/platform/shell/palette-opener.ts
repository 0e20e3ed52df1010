import { Dialog } from '@angular/cdk/dialog';
import { inject, Injectable } from '@angular/core';

/** Opens the command palette; its code comes with the first opening. */
@Injectable({ providedIn: 'root' })
export class PaletteOpener {
  private readonly dialog = inject(Dialog);
  private opening = false;

  async open(): Promise<void> {
    if (this.opening || this.dialog.openDialogs.some((ref) => ref.id === 'palette')) return;
    this.opening = true;
    try {
      const { Palette } = await import('./palette.ts');
      this.dialog.open(Palette, {
        id: 'palette',
        ariaLabel: 'Search',
        backdropClass: 'ui-palette-scrim',
        panelClass: 'ui-palette',
        autoFocus: 'input',
      });
    } finally {
      this.opening = false;
    }
  }
}
