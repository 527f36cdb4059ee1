"""What SQL cannot do: publishing files, and moving rows between databases."""
