import { mount } from 'svelte';
import { configure } from 'open-letter';
import 'open-letter/define';
import Petition from './Petition.svelte';
import './page.css';

configure({ theme: 'light', strings: { en: { sign_button: 'Add your name' } } });

mount(Petition, { target: document.getElementById('app') });
