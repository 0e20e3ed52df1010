import { ChangeDetectionStrategy, Component } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Avatar, Dot, Tile } from '../avatar.ts';
import { Button } from '../button.ts';
import { Badge, Chip, Progress } from '../chip.ts';
import { Section } from '../page.ts';
import { Row } from '../row.ts';
import { Both } from './both.ts';

@Component({
  selector: 'app-content-specimens',
  imports: [Both, RouterLink, Row, Avatar, Tile, Dot, Chip, Badge, Progress, Section, Button],
  templateUrl: './content-specimens.html',
  changeDetection: ChangeDetectionStrategy.OnPush,
})
export class ContentSpecimens {
  protected readonly tones = [1, 2, 3, 4, 5, 6, 7, 8];
  protected readonly people = [
    { id: 1, name: 'Achieng Odhiambo', email: 'a.odhiambo@students', role: 'Student', unit: 'CS-2024' },
    {
      id: 2,
      name: 'Naliaka Wekesa-Otieno of the Faculty',
      email: 'n.wekesa@students',
      role: 'Student',
      unit: 'CS-2023',
    },
    { id: 3, name: 'Dr Halima Abdi', email: 'h.abdi@riverlearn', role: 'Lecturer', unit: '2 courses' },
  ];
}
