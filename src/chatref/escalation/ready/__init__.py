"""What a workspace has before its owner lays down anything."""
