Draft of a Migration
