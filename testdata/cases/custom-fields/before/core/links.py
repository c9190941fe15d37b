from core.fields import WeakLink as Weak
